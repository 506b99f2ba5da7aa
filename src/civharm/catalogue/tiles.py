"""Places as numbers: a square of the web's map as one number whose leading bits name the squares around it.

So the squares of every zoom are runs of one indexed column, and cutting bits off groups incidents for any zoom.
"""

from math import asinh, floor, pi, radians, tan

from civharm.catalogue.asking import Box

#: The zoom of the finest squares: about 40 m at the equator, two bits a zoom.
FINEST = 20
_FARTHEST_NORTH = 85.05112878


def cell_of(lat: float, lon: float) -> int:
    """The finest square of a point; near the poles the map's last one."""
    return _woven(*_square(lat, lon, FINEST))


def shift_of(zoom: int) -> int:
    """The bits to cut off a cell for the squares of a zoom."""
    return 2 * (FINEST - min(FINEST, max(0, zoom)))


def count_in(box: Box, zoom: int) -> int:
    """How many squares of a zoom a box touches."""
    return sum((right - left + 1) * (bottom - top + 1) for left, top, right, bottom in _sides(box, zoom))


def fitting_zoom(box: Box, zoom: int, most: int) -> int:
    """The finest zoom up to one at which a box touches no more squares than that."""
    return next((each for each in range(min(zoom, FINEST), 0, -1) if count_in(box, each) <= most), 0)


def ranges_of(box: Box, *, most: int = 64) -> list[tuple[int, int]]:
    """Runs of cells that hold all of a box and little more: both ends included, apart and in order."""
    zoom = fitting_zoom(box, FINEST, most)
    shift = shift_of(zoom)
    squares = sorted(
        _woven(x, y)
        for left, top, right, bottom in _sides(box, zoom)
        for x in range(left, right + 1)
        for y in range(top, bottom + 1)
    )
    runs: list[tuple[int, int]] = []
    for square in squares:
        if runs and runs[-1][1] == square - 1:
            runs[-1] = (runs[-1][0], square)
        else:
            runs.append((square, square))
    return [(first << shift, ((last + 1) << shift) - 1) for first, last in runs]


def parts_of(box: Box) -> list[Box]:
    """The box, cut in two where it spans the date line."""
    if box.west <= box.east:
        return [box]
    west = Box(south=box.south, west=box.west, north=box.north, east=180)
    return [west, Box(south=box.south, west=-180, north=box.north, east=box.east)]


def _sides(box: Box, zoom: int) -> list[tuple[int, int, int, int]]:
    """Left, top, right and bottom square of each part of the box."""
    return [
        (*_square(part.north, part.west, zoom), *_square(part.south, part.east, zoom))
        for part in parts_of(box)
    ]


def _square(lat: float, lon: float, zoom: int) -> tuple[int, int]:
    """Column and row of the square of a point."""
    size = 1 << zoom
    lat = max(-_FARTHEST_NORTH, min(_FARTHEST_NORTH, lat))
    across = (lon + 180) / 360
    down = (1 - asinh(tan(radians(lat))) / pi) / 2
    return (_within(across, size), _within(down, size))


def _within(share: float, size: int) -> int:
    return max(0, min(size - 1, floor(share * size)))


def _woven(x: int, y: int) -> int:
    """The bits of two numbers in turn, those of `y` first."""
    return _spread(x) | _spread(y) << 1


def _spread(number: int) -> int:
    """The bits of a number with a gap between each and the next."""
    for shift, mask in _MASKS:
        number = (number | number << shift) & mask
    return number


_MASKS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)
