"""What Jinja says of a wording that it cannot read or fill."""

from qsq.domain.faults import message
from qsq.domain.foreign import Foreign

JINJA = Foreign(
    message("unexpected end of template, expected {expected}."),
    message(
        "Unexpected end of template. Jinja was looking for the following tags: {expected}."
        " The innermost block that needs to be closed is {block}."
    ),
    message(
        "Encountered unknown tag {found}. You probably made a nesting mistake. Jinja is expecting this tag,"
        " but currently looking for {expected}. The innermost block that needs to be closed is {block}."
    ),
    message(
        "Encountered unknown tag {found}. Jinja was looking for the following tags: {expected}."
        " The innermost block that needs to be closed is {block}."
    ),
    message("Encountered unknown tag {found}."),
    message("Expected an expression, got {found}"),
    message("expected token {expected}, got {found}"),
    message("unexpected char {found} at {position}"),
    message("unexpected {found}, expected {expected}"),
    message("unexpected {found}"),
    message("tag name expected"),
    message("Missing end of comment tag"),
    message("No filter named {found}."),
    message("No test named {found}."),
    message("{found} is undefined"),
    message("{value} has no attribute {found}"),
    message("{value} has no element {found}"),
    message("access to attribute {found} of {value} object is unsafe."),
    message("{found} object is not callable"),
    message("Range too big. The sandbox blocks ranges larger than MAX_RANGE ({most})."),
    message("no loader for this environment specified"),
    message("division by zero"),
    message("a wording does not calculate with {operator}"),
    message("can only concatenate str (not {found}) to str"),
    message("'end of print statement'"),
    message("'end of statement block'"),
    message("'end of template'"),
    message("'{one}' or {others}"),
    message("'str object'"),
    message("str object"),
)
