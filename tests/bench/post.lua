-- One submission per line of posts.txt, "path cookie token": each once, because a token is good for one.
local lines, at = {}, 0

function init()
    for line in io.lines("posts.txt") do
        lines[#lines + 1] = line
    end
end

function request()
    at = at + 1
    local path, cookie, token = lines[at]:match("(%S+) (%S+) (%S+)") -- fails when they are used up: the round is void
    return wrk.format("POST", path, { ["Cookie"] = "sid=" .. cookie, ["Content-Type"] = "application/x-www-form-urlencoded" },
        "token=" .. token .. "&funding=enterprise&funding_name=Mengla+%26+sons+" .. at .. "&agency_no=A-" .. at .. "&mark=done")
end
