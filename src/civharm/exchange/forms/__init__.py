"""One file for each kind: its columns, and what its codes mean."""

from civharm.exchange.forms.acled import ACLED
from civharm.exchange.forms.airwars import AIRWARS
from civharm.exchange.forms.atlos import ATLOS
from civharm.exchange.forms.ged import GED
from civharm.exchange.forms.table import TABLE
from civharm.exchange.kinds import Form, Kind

FORMS: dict[Kind, Form] = {form.kind: form for form in (ACLED, AIRWARS, ATLOS, GED, TABLE)}
