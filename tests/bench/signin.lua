-- Sign-in attempts that are all wrong, each for another account and from another address: nothing slows them but the
-- password hashes. Arguments: cookie, token.
local cookie, token, n

function init(args)
    cookie, token = args[1], args[2]
    n = os.time() % 10000 * 1000
end

function request()
    n = n + 1
    return wrk.format("POST", "/login/", { ["Cookie"] = "pre=" .. cookie, ["Content-Type"] = "application/x-www-form-urlencoded",
        ["X-Forwarded-For"] = string.format("198.%d.%d.%d", 18 + n % 2, math.floor(n / 250) % 250, n % 250) },
        "token=" .. token .. "&mail=nobody" .. n .. "%40example.test&password=wrong-" .. n)
end
