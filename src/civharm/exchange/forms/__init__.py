"""One file for each kind: its columns, and what its codes mean."""

from civharm.exchange.forms.acled import ACLED
from civharm.exchange.forms.airwars import AIRWARS
from civharm.exchange.forms.airwars_page import AIRWARS_PAGE
from civharm.exchange.forms.archive import FORM as ARCHIVE
from civharm.exchange.forms.atlos import ATLOS
from civharm.exchange.forms.bayanat import BAYANAT
from civharm.exchange.forms.ged import GED
from civharm.exchange.forms.table import TABLE
from civharm.exchange.kinds import Form, Kind

FORMS: dict[Kind, Form] = {
    form.kind: form for form in (ACLED, AIRWARS, AIRWARS_PAGE, ARCHIVE, ATLOS, BAYANAT, GED, TABLE)
}
