-- For wrk: takes the addresses of a file in turn. wrk … -s load.lua URL -- read|reply|create FILE TOKEN FIRST
-- reply puts a new message below each address; create posts a message of a new customer, whose numbers count from FIRST.
local paths, at = {}, 0

local function id()
  local function part() return math.random(0, 0xffff) end
  return string.format("%04x%04x-%04x-4%03x-8%03x-%04x%04x%04x", part(), part(), part(), part() % 4096, part() % 4096, part(), part(), part())
end

function init(arguments)
  work, token, number = arguments[1], arguments[3], tonumber(arguments[4])
  for line in io.lines(arguments[2]) do paths[#paths + 1] = line end
  math.randomseed(number)
  headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }
  text = "Buenas tardes, mi pedido llegó con una pieza dañada y quisiera saber cómo hacer valer la garantía."
end

function request()
  at = at % #paths + 1
  if work == "read" then return wrk.format("GET", paths[at], headers) end
  if work == "reply" then
    return wrk.format("PUT", paths[at] .. "/messages/" .. id(), headers, '{"kind":"text","text":"' .. text .. '"}')
  end
  number = number + 1
  local from = string.format('{"kind":"phone","value":"+519%08d","name":"Cliente %d"}', number % 100000000, number)
  return wrk.format("POST", paths[at], headers, '{"id":"' .. id() .. '","from":' .. from .. ',"kind":"text","text":"' .. text .. '"}')
end

function done(summary, latency)
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    summary.errors.status, errors))
end
