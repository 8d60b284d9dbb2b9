-- Ordinary pages in turn, as people who are signed in ask for them. Arguments: pairs of path and cookie. At the end the
-- 95th percentile, which wrk does not print.
local wanted, n = {}, 0

function init(args)
    for i = 1, #args, 2 do
        table.insert(wanted, wrk.format("GET", args[i], { ["Cookie"] = "sid=" .. args[i + 1] }))
    end
end

function request()
    n = n % #wanted + 1
    return wanted[n]
end

function done(summary, latency)
    io.write(string.format("p95 %.0f us\n", latency:percentile(95)))
end
