-- Has wrk send content with every request: wrk ... -s content.lua URL -- FILE TYPE
init = function(args)
  local file = assert(io.open(args[1], 'rb'))
  wrk.method = 'POST'
  wrk.body = file:read('*a')
  wrk.headers['Content-Type'] = args[2]
  file:close()
end
