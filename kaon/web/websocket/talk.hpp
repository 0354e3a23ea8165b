// Talk: what an application does with a WebSocket, its type forgotten. Internals of WebSocketUpgrade.
#pragma once

#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {
class WebSocket;
}

namespace kaon::inline v0::web::detail {

class Talk {
public:
    virtual ~Talk() = default;
    virtual Task<void> run(WebSocket& socket) = 0;
};

}  // namespace kaon::inline v0::web::detail
