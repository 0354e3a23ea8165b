-- Has wrk send many requests per write: wrk ... -s pipeline.lua URL -- DEPTH
init = function(args)
  local batch = {}
  for i = 1, tonumber(args[1]) do batch[i] = wrk.format() end
  requests = table.concat(batch)
end
request = function() return requests end
