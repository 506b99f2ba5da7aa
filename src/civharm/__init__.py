"""civharm: from reports to graded incidents of civilian harm, every number traceable to its words."""

__version__ = "0.1.0"
