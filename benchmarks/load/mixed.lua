-- What a site is asked: wrk ... -s mixed.lua URL -- CONTENT-FILE; every 50th request has a body of 1 KB, every 200th fails.
local order, count = '', 0
init = function(args)
  local file = assert(io.open(args[1], 'rb'))
  order = file:read('*a')
  file:close()
end
local paths = { '/plaintext', '/json', '/users/42', '/static/page.html', '/users/7' }
local json = { ['Content-Type'] = 'application/json' }
request = function()
  count = count + 1
  if count % 200 == 0 then return wrk.format('GET', '/users/nobody') end
  if count % 50 == 0 then return wrk.format('POST', '/orders', json, order) end
  return wrk.format('GET', paths[count % #paths + 1])
end
