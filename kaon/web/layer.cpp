// Runs the next layer or the handler, and turns what fails into a response.
#include "kaon/web/layer.hpp"

#include "kaon/web/application.hpp"

namespace kaon::inline v0 {

namespace {

Task<http::Response> respond_later(Pending pending) { co_return co_await std::move(pending); }

// The body is read into memory first; then the arguments are extracted without waiting.
Task<http::Response> buffer_and_respond(Request& request, std::size_t index) {
    if (request.body().size().value_or(0) > request.body_limit()) co_await Error(Errc::too_large);
    co_await request.body().buffer(request.body_limit());
    co_return co_await Pending(request, index);
}

// A body over the limit is refused before the handler can see it, in memory or not.
[[gnu::noinline]] void start_with_body(web::Call& call, std::size_t index) {
    const auto bytes = call.request.body().bytes();
    if (!bytes) {
        call.task = AnyTask(buffer_and_respond(call.request, index));
    } else if (bytes->size() > call.request.body_limit()) {
        call.error.emplace(Errc::too_large);
    } else {
        call.request.endpoint().start(call.request.endpoint().handler, call);
    }
}

void start_handler(web::Call& call, std::size_t index) {
    const web::Endpoint& endpoint = call.request.endpoint();
    if (endpoint.body == web::BodyUse::whole) start_with_body(call, index);
    else endpoint.start(endpoint.handler, call);
}

// What failed, as the response that it becomes.
void respond_to_failure(web::Call& call, const Context& context) {
    // Below a timeout, what failed knows only that nobody waits for it any more.
    if (call.error->is(Errc::cancelled) && context.timed_out())
        call.error = Error(Errc::timeout).with_cause(*std::move(call.error));
    call.response = call.request.application().respond_to(*call.error, call.request);
}

// A layer that waits for nothing has put a stream in the place of a body that was there.
Error left_waiting() {
    return Error(Errc::internal).with_detail("a layer without a Task has left a body that must be waited for");
}

Error broken_header() { return Error(Errc::internal).with_detail("a response header with a control character"); }

}  // namespace

void NextAtOnce::operator()(Request& request, http::Response& response) const {
    web::Call call{request, response};
    const web::Endpoint& endpoint = request.endpoint();
    try {
        if (index_ < endpoint.layers.size()) {
            Result<> done = endpoint.layers[index_]->answer(request, NextAtOnce(index_ + 1), response);
            if (!done) [[unlikely]]
                call.error.emplace(std::move(done).error());
        } else {
            start_handler(call, index_);
            if (call.task) [[unlikely]]
                call.error.emplace(left_waiting());
        }
    } catch (...) {
        call.error.emplace(kaon::detail::exception_error());
    }
    if (response.headers.broken()) [[unlikely]]
        call.error.emplace(broken_header());
    if (call.error) [[unlikely]]
        respond_to_failure(call, request.context());
}

Task<http::Response> Pending::task() && { return respond_later(std::move(*this)); }

bool Pending::Awaiter::await_ready() {
    const web::Endpoint& endpoint = call_.request.endpoint();
    try {
        if (index_ < endpoint.layers.size()) {
            call_.task = AnyTask(endpoint.layers[index_]->run(call_.request, Next(index_ + 1)));
        } else {
            start_handler(call_, index_);
        }
    } catch (...) {
        call_.error.emplace(detail::exception_error());
        call_.task = AnyTask();
    }
    return !call_.task;
}

std::coroutine_handle<> Pending::Awaiter::await_suspend(std::coroutine_handle<> waiting) {
    waiter_.resume = waiting;
    return call_.task.prepare(waiter_, context_);
}

http::Response&& Pending::Awaiter::await_resume() {
    http::Response* response = &call_.response;
    if (waiter_.error) {
        call_.error = std::move(waiter_.error);
    } else if (call_.task && !call_.finish) {
        response = &call_.task.value<http::Response>();  // in the Task's frame, which lives as long as this
    } else if (call_.task) {
        try {
            call_.finish(call_);
        } catch (...) {
            call_.error.emplace(detail::exception_error());
        }
    }
    if (response->headers.broken()) [[unlikely]]
        call_.error.emplace(broken_header());
    if (call_.error) [[unlikely]] {
        respond_to_failure(call_, context_);
        response = &call_.response;
    }
    return std::move(*response);
}

}  // namespace kaon::inline v0
