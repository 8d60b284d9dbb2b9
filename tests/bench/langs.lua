-- A page in each of the ten languages, in turn.
local langs, at = { "zh", "en", "lo", "th", "vi", "my", "km", "id", "ms", "fil" }, 0

function request()
    at = at + 1
    return wrk.format("GET", "/apply/?lang=" .. langs[at % #langs + 1])
end
