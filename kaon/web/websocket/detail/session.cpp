// A session's beginning and end, its time, and what the application's Task has to do with both.
#include "kaon/web/websocket/detail/session.hpp"

#include <algorithm>
#include <new>

#include "kaon/telemetry/log.hpp"
#include "kaon/web/error.hpp"

namespace kaon::inline v0::web::detail {

static constexpr telemetry::Log log("web");

using http::ws::Close;
using http::ws::CloseCode;

static http::ws::Decoder::Options decoder_options(const Session::Setup& setup) {
    return {.peer = http::ws::Peer::client,
            .limits = {.message_bytes = setup.options->message_bytes, .frame_bytes = setup.options->frame_bytes},
            .deflate = setup.terms};
}

Session::Session(http::Tunnel& tunnel, Setup setup, Talk& talk)
    : tunnel_(tunnel), setup_(std::move(setup)), talk_(talk), decoder_(decoder_options(setup_)),
      encoder_(setup_.terms ? http::ws::Encoder(*setup_.terms, setup_.options->compress_from) : http::ws::Encoder()),
      drained_(*this,
               [](CancelHook& hook) {
                   Session& self = static_cast<Hook&>(hook).session;
                   self.or_abandon([&] { self.drain(); });
               }),
      cut_(*this, [](CancelHook& hook) { static_cast<Hook&>(hook).session.cut(); }) {
    alarm_.session = this;
    alarm_.fire = [](Timer& timer) {
        Session& self = *static_cast<Alarm&>(timer).session;
        self.or_abandon([&] { self.alarm(); });
    };
    turn_.session = this;
    turn_.run = [](Job& job) { static_cast<Turn&>(job).session->flush(); };
}

Session::~Session() {
    if (link_) link_->session = nullptr;
    if (alarm_.started()) core_->stop(alarm_);  // it never began
}

Begun Session::start(Core& core) {
    core_ = &core;
    heard_ = message_heard_ = core.now();
    prepare(writer_, context().cancel);
    prepare(reader_, context().cancel);
    prepare(talker_, nullptr);
    // All that takes memory comes first: without it the session ends before any of it runs.
    Task<void> writes = write_on(), reads = read_on(), talks = talk();
    const bool is_late = tunnel_.draining().cancelled();
    if (is_late) close({CloseCode::going_away, "the server stops"});
    set_alarm();
    if (context().cancel) context().cancel->add(cut_);
    if (!is_late) tunnel_.draining().add(drained_);
    // Parts that end at once must not complete the session while others still have to start.
    ++running_;
    begin(writer_, std::move(writes));
    begin(reader_, std::move(reads));
    begin(talker_, std::move(talks));
    if (--running_ > 0 || flush_posted_) return Begun::uncancellable;  // cancellation reaches the parts
    conclude();
    finish({});
    return Begun::finished;
}

void Session::prepare(Part& part, CancelSource* parent) {
    part.session = this;
    part.cancel.emplace(parent);
    part.context = context();
    part.context.cancel = &*part.cancel;
    part.done = [](TaskWaiter& waiter) {
        auto& ending = static_cast<Part&>(waiter);
        ending.session->ended(ending);
    };
}

void Session::begin(Part& part, Task<void> task) {
    ++running_;
    part.task.emplace(std::move(task));
    part.task->start(part, part.context);
}

void Session::ended(Part& part) {
    if (&part == &talker_) or_abandon([&] { talked(); });
    else if (part.error) lost();
    release();
}

// What calls it runs nobody's coroutine, so that nothing else would stop an exception.
template <class F>
void Session::or_abandon(F step) {
    try {
        step();
    } catch (const std::bad_alloc&) {
        abandon();
    }
}

// Without memory even for a close frame the connection ends without one.
void Session::abandon() {
    close_sent_ = true;
    ++running_;
    lost();
    talker_.cancel->cancel();
    release();
}

// One thing less that needs the session. Nothing of it may be touched afterwards.
void Session::release() {
    if (--running_ > 0 || flush_posted_) return;  // a turn that was asked for comes, and completes then
    conclude();
    complete({});
}

void Session::conclude() {
    if (alarm_.started()) core_->stop(alarm_);
    subscriptions_.clear();
    refuse_senders();
    drained_.unlink();
    cut_.unlink();
}

Task<void> Session::talk() {
    WebSocket socket(*this);
    co_await talk_.run(socket);
}

// The application's function has ended, or could not begin.
void Session::talked() {
    const std::optional<Error>& error = talker_.error;
    deaf_ = true;
    held_.reset();
    if (close_held_) answer_close();
    subscriptions_.clear();
    if (!error || error->is(WebErrc::websocket_closed) || error->kind() == Errc::cancelled) {
        close({});
    } else {
        log.error("a WebSocket's function failed", {{"error", error->describe_all()}});
        close({CloseCode::internal_error, {}});
    }
    if (reader_waits_) wake_everyone();
}

// The server stops: politely, as long as its deadline lets us.
void Session::drain() {
    if (over_) talker_.cancel->cancel();
    else close({CloseCode::going_away, "the server stops"});
}

// The transport has given the connection up: the client has gone, or the drain deadline has come.
void Session::cut() {
    ++running_;
    lost();
    if (tunnel_.draining().cancelled()) talker_.cancel->cancel();
    release();
}

// https://www.rfc-editor.org/rfc/rfc6455#section-7.1.2
void Session::close(const Close& why) {
    if (!is_open()) return;
    const std::uint16_t code = number(why.code);
    const bool sayable = why.code == CloseCode::none || http::ws::may_be_sent(code);
    http::ws::append_close(out_.bytes(), {sayable ? why.code : CloseCode::internal_error, why.reason});
    close_sent_ = true;
    if (end_.code == CloseCode::abnormal) end_ = {why.code, std::string(why.reason)};
    deadline_ = core_->now() + setup_.options->close_timeout;
    set_alarm();
    request_flush();
    if (std::exchange(close_held_, false)) over();
}

void Session::lost() {
    ++running_;  // those that end here may be the last
    over();
    reader_.cancel->cancel();
    writer_.cancel->cancel();
    refuse_senders();
    wake_everyone();
    release();
}

// Nothing more is read; what is queued is still sent, and the application may finish.
void Session::over() {
    if (std::exchange(over_, true)) return;
    input_ = {};
    subscriptions_.clear();
    deadline_ = core_->now() + setup_.options->finish_timeout;
    set_alarm();
    request_flush();
}

void Session::set_alarm() {
    const Instant at = next_alarm();
    if (alarm_.started()) {
        if (alarm_.at <= at) return;  // looks again then
        core_->stop(alarm_);
    }
    if (at == Instant::never()) return;
    alarm_.at = at;
    try {
        core_->start(alarm_);
    } catch (const std::bad_alloc&) {  // then nothing ends it for its silence but the other side
    }
}

Instant Session::next_alarm() const {
    if (over_ || close_sent_ || close_held_) return deadline_;
    const WebSocketOptions& options = *setup_.options;
    Instant at = Instant::never();
    if (options.heartbeat) at = awaiting_pong_ ? pinged_ + options.heartbeat_timeout : heard_ + *options.heartbeat;
    if (options.idle_timeout) at = std::min(at, message_heard_ + *options.idle_timeout);
    return at;
}

void Session::alarm() {
    const Instant now = core_->now();
    // While a message waits to be asked for, nothing is read: silence is ours then.
    if (held_) heard_ = message_heard_ = now, awaiting_pong_ = false;
    if (now < next_alarm()) return set_alarm();
    if (over_) return talker_.cancel->cancel();
    if (close_sent_) return lost();
    if (close_held_) return answer_close();
    const WebSocketOptions& options = *setup_.options;
    if (options.idle_timeout && now >= message_heard_ + *options.idle_timeout) {
        return close({CloseCode::going_away, "nothing came for too long"});
    }
    if (awaiting_pong_) {
        end_ = {CloseCode::abnormal, "no answer to a ping"};
        return lost();
    }
    http::ws::append_frame(out_.bytes(), {.opcode = http::ws::Opcode::ping}, {});
    awaiting_pong_ = true;
    pinged_ = now;
    request_flush();
    set_alarm();
}

std::shared_ptr<SessionLink> Session::link() {
    if (!link_) link_ = std::make_shared<SessionLink>(this);
    return link_;
}

}  // namespace kaon::inline v0::web::detail
