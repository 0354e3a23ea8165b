// The text of events, and a body that waits for the next of them or for its time to show a sign of life.
#include "kaon/web/response/sse.hpp"

#include <algorithm>
#include <memory>

#include "kaon/http/body.hpp"

namespace kaon::inline v0 {

namespace {

void append_line(std::string& out, std::string_view field, std::string_view value) {
    out.append(field);
    for (char c : value) out += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
    out += '\n';
}

// A line for each: CR, LF and both together end one.
void append_lines(std::string& out, std::string_view field, std::string_view text) {
    for (;;) {
        const std::size_t end = text.find_first_of("\r\n");
        append_line(out, field, text.substr(0, end));
        if (end == text.npos) return;
        text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
    }
}

// The next event on its way. It outlives the body that asked, where the Stream does not end at once when it is
// cancelled.
struct Coming final : TaskWaiter {
    class Arrival;

    explicit Coming(Stream<SseEvent> stream) : events(std::move(stream)) {
        done = [](TaskWaiter& waiter) { static_cast<Coming&>(waiter).came(); };
    }
    void begin(const Context& asked_by) {
        context = asked_by;
        context.cancel = &cancel;
        context.held = nullptr;
        error.reset();
        is_running = true;
        next.emplace(events.next());
        next->start(*this, context);
    }
    void came();
    // By the body, at its end.
    void give_up() {
        context.span = nullptr;  // of frames that have gone by then
        context.locals = nullptr;
        is_left = is_being_left = true;
        cancel.cancel();
        is_being_left = false;
        if (!is_running) delete this;
    }

    Stream<SseEvent> events;
    CancelSource cancel;
    Context context;
    std::optional<Task<std::optional<SseEvent>>> next;
    Arrival* waiting = nullptr;
    bool is_running = false;
    bool is_left = false;
    bool is_being_left = false;
};

// Until the event has come, or for as long as nothing needs to be sent.
class Coming::Arrival final : public Operation<void> {
public:
    Arrival(Coming& coming, std::optional<Duration> limit) : coming_(coming), limit_(limit) {}
    void end() {
        coming_.waiting = nullptr;
        if (timer_.started()) core().stop(timer_);
        complete({});
    }

private:
    struct Limit : Timer {
        Arrival* arrival = nullptr;
    };
    Begun start(Core& core) override {
        coming_.waiting = this;
        if (limit_) {
            timer_.arrival = this;
            timer_.at = core.now() + *limit_;
            timer_.fire = [](Timer& timer) { static_cast<Limit&>(timer).arrival->end(); };
            core.start(timer_);
        }
        return Begun::waiting;
    }
    void stop() override {
        coming_.waiting = nullptr;
        if (timer_.started()) core().stop(timer_);
    }

    Coming& coming_;
    const std::optional<Duration> limit_;
    Limit timer_;
};

void Coming::came() {
    is_running = false;
    if (is_left && !is_being_left) delete this;
    else if (waiting) waiting->end();
}

class SseSource final : public http::BodySource {
public:
    explicit SseSource(Sse sse) : coming_(new Coming(std::move(sse.events))), keep_alive_(sse.keep_alive) {}
    SseSource(const SseSource&) = delete;
    SseSource& operator=(const SseSource&) = delete;
    ~SseSource() override { coming_->give_up(); }

    Task<std::optional<std::string_view>> read() override {
        if (!coming_->next) coming_->begin(co_await current_context());
        if (coming_->is_running) co_await Coming::Arrival(*coming_, keep_alive_);
        if (coming_->is_running) co_return ":\n\n";
        std::optional<Task<std::optional<SseEvent>>> next = std::exchange(coming_->next, std::nullopt);
        if (coming_->error) co_await *std::exchange(coming_->error, std::nullopt);
        const std::optional<SseEvent> event = next->take();
        if (!event) co_return std::nullopt;
        piece_ = to_text(*event);
        co_return piece_;
    }

private:
    Coming* const coming_;  // owned, until it is given up
    const std::optional<Duration> keep_alive_;
    std::string piece_;
};

}  // namespace

std::string to_text(const SseEvent& event) {
    std::string out;
    if (!event.comment.empty()) append_lines(out, ": ", event.comment);
    if (!event.event.empty()) append_line(out, "event: ", event.event);
    if (!event.data.empty() || !event.event.empty()) append_lines(out, "data: ", event.data);
    if (!event.id.empty()) append_line(out, "id: ", event.id);
    if (event.retry) append_line(out, "retry: ", std::to_string(event.retry->whole_milliseconds()));
    if (out.empty()) out = ":\n";
    return out + "\n";
}

void write_response(http::Response& out, Request&, Sse&& sse) {
    web::set_content_type(out, "text/event-stream");
    out.headers.set("cache-control", "no-cache");
    out.headers.set("x-accel-buffering", "no");  // nginx would keep events until they fill a buffer
    out.body = http::Body::stream(std::make_unique<SseSource>(std::move(sse)));
}

}  // namespace kaon::inline v0
