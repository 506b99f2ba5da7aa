"""What happened: attacks, harm, control, displacement, responses and statements, each found at its trigger."""
