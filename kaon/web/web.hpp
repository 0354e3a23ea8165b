// The part's contents, in reading order.
#pragma once

#include "kaon/coro/time.hpp"                         // sleep(1s), not the one of POSIX
#include "kaon/web/config/config.hpp"                 // settings from kaon.toml, .env and the environment
#include "kaon/web/extract/body.hpp"                  // Text, Bytes, Body
#include "kaon/web/extract/form.hpp"                  // Form<T>
#include "kaon/web/extract/headers.hpp"               // Headers, Header<"name">, Cookies
#include "kaon/web/extract/local.hpp"                 // Local<T>, per_core(factory)
#include "kaon/web/extract/origin.hpp"                // Peer, RequestId
#include "kaon/web/extract/path.hpp"                  // Path<T>
#include "kaon/web/extract/query.hpp"                 // Query<T>
#include "kaon/web/extract/state.hpp"                 // State<T>
#include "kaon/web/extract/submitted.hpp"             // Submitted<T>: a form that may be wrong
#include "kaon/web/hooks.hpp"                         // fallback, on_error, background
#include "kaon/web/json.hpp"                          // Json<T>, both ways
#include "kaon/web/middleware/allowed_hosts.hpp"      // 421 for other hosts
#include "kaon/web/middleware/body_limit.hpp"         // 413
#include "kaon/web/middleware/forwarded.hpp"          // the client behind trusted proxies
#include "kaon/web/middleware/health.hpp"             // health, ready
#include "kaon/web/middleware/https_only.hpp"         // 308 from http to https
#include "kaon/web/middleware/rate_limit.hpp"         // 429 for clients that ask too often
#include "kaon/web/middleware/request_id.hpp"         // x-request-id
#include "kaon/web/middleware/same_origin.hpp"        // against cross-site requests
#include "kaon/web/middleware/security_headers.hpp"   // CSP and its kin
#include "kaon/web/middleware/serve_assets.hpp"       // embedded files
#include "kaon/web/middleware/serve_dir.hpp"          // a folder's files
#include "kaon/web/middleware/timeout.hpp"            // 503 after a while
#include "kaon/web/middleware/trace.hpp"              // the request log
#include "kaon/web/response/created.hpp"              // Created<T>
#include "kaon/web/response/file.hpp"                 // FileResponse
#include "kaon/web/response/parts.hpp"                // Html, NoContent, SetHeader, SetCookie, Streamed
#include "kaon/web/response/redirect.hpp"             // Redirect
#include "kaon/web/response/sse.hpp"                  // Sse: events for a browser
#include "kaon/web/router.hpp"                        // Router{get<"/">(home), ...}
#include "kaon/web/service.hpp"                       // what a transport calls
#include "kaon/web/websocket/topic.hpp"                // Topic, Topics: publish and subscribe between cores
#include "kaon/web/websocket/upgrade.hpp"              // WebSocketUpgrade, WebSocket, websocket({...})
