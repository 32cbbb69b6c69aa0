-- KEYS: the user's record
-- ARGV: hash | string, which form records have
-- Answers OK, password, role; or NOTFOUND where there is none of that form
if redis.call('TYPE', KEYS[1]).ok ~= ARGV[1] then
  return {'NOTFOUND'}
end
if ARGV[1] == 'hash' then
  local password, role = unpack(redis.call('HMGET', KEYS[1], 'password', 'role'))
  return password and {'OK', password, role or ''} or {'NOTFOUND'}
end
local read, record = pcall(cjson.decode, redis.call('GET', KEYS[1]))
if not read or type(record) ~= 'table' or type(record.password) ~= 'string' then
  return {'NOTFOUND'}
end
return {'OK', record.password, type(record.role) == 'string' and record.role or ''}
