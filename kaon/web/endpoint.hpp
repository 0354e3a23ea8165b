// Endpoint: a handler as the service runs it: erased, with its layers, states and limits. Internals of the router.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kaon/coro/any_task.hpp"
#include "kaon/http/message.hpp"
#include "kaon/web/needs.hpp"
#include "kaon/web/pattern.hpp"

namespace kaon::inline v0 {
class Request;
class AnyLayer;
}  // namespace kaon::inline v0

namespace kaon::inline v0::web {

// A handler that has been started: it has answered, failed, or left a Task to be run.
struct Call {
    Request& request;
    http::Response& response;
    std::optional<Error> error{};
    AnyTask task{};
    void (*finish)(Call&) = nullptr;  // takes the ended task's value into `response`; null: that value is a Response
};

// Extracts the arguments and calls the handler.
using Start = void (*)(const void* handler, Call& call);

// How a handler reads the request's body.
enum class BodyUse : std::uint8_t {
    none,
    whole,   // after it has been read into memory
    stream,  // by itself
};

struct StateEntry {
    TypeTag tag;
    const void* value;
};

inline constexpr std::uint64_t default_body_limit = 2 * 1024 * 1024;

struct Endpoint {
    const void* handler = nullptr;
    Start start = nullptr;
    std::string pattern;
    std::string_view captures[max_captures]{};  // names, in order
    std::size_t capture_count = 0;
    std::size_t prefix_captures = 0;  // how many belong to the prefixes in front of the handler's own pattern
    BodyUse body = BodyUse::none;
    bool answers_at_once = false;  // neither layers nor handler nor what it takes are Tasks
    std::uint64_t body_limit = default_body_limit;
    std::vector<std::shared_ptr<const AnyLayer>> layers;  // outermost first
    std::vector<StateEntry> states;
};

}  // namespace kaon::inline v0::web
