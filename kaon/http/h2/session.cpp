// The session's life: made, fed, asked, ended. What it reports is in detail/engine_receive.cpp and engine_send.cpp.
#include "kaon/http/h2/session.hpp"

#include <new>

#include "kaon/http/h2/detail/engine.hpp"

namespace kaon::inline v0::http::h2 {

namespace {

nghttp2_session_callbacks* make_callbacks() {
    nghttp2_session_callbacks* callbacks = nullptr;
    if (nghttp2_session_callbacks_new(&callbacks) != 0) throw std::bad_alloc();
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, Guarded<Engine::begin_headers>::call);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, Guarded<Engine::header>::call);
    nghttp2_session_callbacks_set_on_invalid_header_callback(callbacks, Engine::invalid_header);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, Guarded<Engine::content>::call);
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, Guarded<Engine::frame_received>::call);
    nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, Guarded<Engine::frame_sent>::call);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, Engine::stream_closed);
    nghttp2_session_callbacks_set_send_data_callback(callbacks, Guarded<Engine::send_content>::call);
    return callbacks;
}

constexpr std::size_t acknowledgements_queued = 128;
constexpr std::size_t settings_in_a_frame = 32;
constexpr std::size_t largest_kept = 16 * 1024;  // of a stream's buffer for content

nghttp2_option* make_option() {
    nghttp2_option* option = nullptr;
    if (nghttp2_option_new(&option) != 0) throw std::bad_alloc();
    nghttp2_option_set_no_auto_window_update(option, 1);
    nghttp2_option_set_no_closed_streams(option, 1);
    nghttp2_option_set_max_continuations(option,
                                         SIZE_MAX);  // it counts pieces of a frame: Engine::judge() counts frames
    nghttp2_option_set_max_outbound_ack(option, acknowledgements_queued);
    nghttp2_option_set_max_settings(option, settings_in_a_frame);
    nghttp2_option_set_stream_reset_rate_limit(option, UINT32_MAX, UINT32_MAX);  // ours is the limit
    nghttp2_option_set_max_send_header_block_length(option, std::size_t{1024} * 1024);
    return option;
}

std::string_view number_text(char (&to)[20], std::uint64_t number) {
    char* first = to + sizeof to;
    do *--first = static_cast<char>('0' + number % 10);
    while (number /= 10);
    return {first, static_cast<std::size_t>(to + sizeof to - first)};
}

std::string_view status_text(char (&to)[3], Status status) {
    const unsigned number = code(status) % 1000u;
    to[0] = static_cast<char>('0' + number / 100);
    to[1] = static_cast<char>('0' + number / 10 % 10);
    to[2] = static_cast<char>('0' + number % 10);
    return {to, 3};
}

bool is_number(std::string_view text) {
    for (char c : text) {
        if (c < '0' || c > '9') return false;
    }
    return !text.empty() && text.size() < 20;
}

// GOAWAY of a session that nghttp2 can say nothing for any more (RFC 9113, section 6.8).
void append_farewell(ByteBuffer& out, std::uint32_t last_stream) {
    char frame[17] = {0, 0, 8, NGHTTP2_GOAWAY};
    for (int i = 0; i < 4; ++i) frame[9 + i] = static_cast<char>(last_stream >> (8 * (3 - i)));
    frame[16] = static_cast<char>(ErrorCode::internal_error);
    out.append({frame, sizeof frame});
}

std::int32_t number(const Stream& stream) { return static_cast<std::int32_t>(stream.id()); }

}  // namespace

void Stream::clear_stream() {
    request.headers.clear();
    request.trailers.clear();
    request.body.clear();
    head_.clear();
    trailer_.clear();
    content_.clear();
    unconsumed_ = 0;
    news_ = {};
    has_news_ = false;
    content_complete_ = false;
    closed_ = true;
    if (content_.capacity() > largest_kept) content_.release();
    close_code_ = ErrorCode::no_error;
}

Engine::Engine(const Limits& given, Host& opener)
    : limits(given), host(opener), resets(given.resets_burst, given.resets_per_second),
      control(given.control_frames_burst, given.control_frames_per_second),
      small_frames(given.small_frames_burst, given.small_frames_per_second) {
    static const nghttp2_session_callbacks* const callbacks = make_callbacks();
    static const nghttp2_option* const option = make_option();
    nghttp2_mem functions = memory.functions();
    if (nghttp2_session_server_new3(&session, callbacks, this, option, &functions) != 0) throw std::bad_alloc();

    const nghttp2_settings_entry settings[] = {
        {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, limits.concurrent_streams},
        {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, limits.stream_window},
        {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, limits.header_list_bytes},
        {NGHTTP2_SETTINGS_ENABLE_CONNECT_PROTOCOL, 1},  // RFC 8441
        {NGHTTP2_SETTINGS_NO_RFC7540_PRIORITIES, 1},    // RFC 9218
    };
    nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, settings, std::size(settings));
    nghttp2_session_set_local_window_size(session, NGHTTP2_FLAG_NONE, 0,
                                          static_cast<std::int32_t>(limits.connection_window));
    settle_memory();
    if (!session) throw std::bad_alloc();
}

Engine::~Engine() { nghttp2_session_del(session); }

void Engine::tell(Stream& stream) {
    if (std::exchange(stream.has_news_, true)) return;
    stream.next_news_ = nullptr;
    *last_news = &stream;
    last_news = &stream.next_news_;
}

void Engine::terminate(ErrorCode code, std::string_view why) {
    if (std::exchange(doomed, true)) return;
    reason = why;
    nghttp2_session_terminate_session(session, static_cast<std::uint32_t>(code));
}

// Its streams are not told: whoever drives the session lets them go when it is doomed.
void Engine::settle_memory() {
    if (!memory.ran_short() || !session) return;
    nghttp2_session_del(std::exchange(session, nullptr));
    doomed = farewell_due = true;
    reason = "out of memory";
}

bool Engine::serves(const Stream& stream) const { return session && !stream.closed_; }

Session::Session(const Limits& limits, Host& host) : engine_(std::make_unique<Engine>(limits, host)) {}
Session::~Session() = default;

void Session::receive(std::string_view bytes, Instant now) {
    Engine& engine = *engine_;
    engine.now = now;
    while (!bytes.empty() && !engine.doomed) {
        const std::string_view piece = bytes.substr(0, engine.watch.take(bytes));
        if (engine.watch.at_head()) engine.judge(engine.watch.head());
        if (engine.watch.at_kept()) engine.judge_priority(engine.watch.head(), engine.watch.kept());
        engine.settle_memory();
        if (engine.doomed) return;
        const ssize_t taken =
            nghttp2_session_mem_recv(engine.session, reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size());
        engine.settle_memory();
        if (engine.doomed) return;
        if (taken < 0) {
            const bool magic = taken == NGHTTP2_ERR_BAD_CLIENT_MAGIC;
            return engine.terminate(magic ? ErrorCode::protocol_error : ErrorCode::enhance_your_calm,
                                    nghttp2_strerror(static_cast<int>(taken)));
        }
        bytes.remove_prefix(piece.size());
    }
}

Stream* Session::next() {
    Engine& engine = *engine_;
    Stream* stream = engine.first_news;
    if (!stream) return nullptr;
    engine.first_news = stream->next_news_;
    if (!engine.first_news) engine.last_news = &engine.first_news;
    stream->has_news_ = false;
    return stream;
}

bool Session::has_news() const { return engine_->first_news != nullptr; }

void Session::write(ByteBuffer& out, std::size_t most) {
    Engine& engine = *engine_;
    engine.out = &out;
    while (out.size() < most && engine.session) {
        const std::uint8_t* bytes = nullptr;
        const std::size_t before = out.size();
        const ssize_t size = nghttp2_session_mem_send(engine.session, &bytes);
        if (size > 0) engine.append_frame({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
        engine.settle_memory();
        if (size < 0) engine.terminate(ErrorCode::internal_error, nghttp2_strerror(static_cast<int>(size)));
        if (size < 0 || out.size() == before) break;  // content has gone straight to `out`
    }
    engine.out = nullptr;
    if (std::exchange(engine.farewell_due, false)) append_farewell(out, engine.ids.last());
}

// https://www.rfc-editor.org/rfc/rfc9113#section-8.3.2
void Session::respond(Stream& stream, const Response& response, const Sending& sending) {
    Engine& engine = *engine_;
    if (!engine.serves(stream)) return;
    engine.fields.clear();
    engine.add_field(":status", status_text(stream.status_, response.status));
    std::string_view announced;
    engine.add_fields(response.headers, announced);
    // https://www.rfc-editor.org/rfc/rfc9110#section-8.6, as over HTTP/1.1
    const auto size = response.body.size();
    if (!has_no_content(response.status) && !sending.tunnel) {
        if (sending.method == Method::head && response.body.empty()) {
            if (is_number(announced)) engine.add_field("content-length", announced);
        } else if (size) {
            const bool none = response.status == Status::reset_content;
            engine.add_field("content-length", number_text(stream.length_, none ? 0 : *size));
        }
    }
    if (!sending.date.empty()) engine.add_field("date", sending.date);
    nghttp2_data_provider provider{.source = {.ptr = &stream}, .read_callback = Guarded<Engine::content_ready>::call};
    nghttp2_submit_response(engine.session, number(stream), engine.fields.data(), engine.fields.size(),
                            sending.content == Content::follows ? &provider : nullptr);
    engine.settle_memory();
}

void Session::interim(Stream& stream, Status status, const Headers& headers) {
    Engine& engine = *engine_;
    if (!engine.serves(stream)) return;
    char digits[3];
    engine.fields.clear();
    engine.add_field(":status", status_text(digits, status));
    std::string_view length;
    engine.add_fields(headers, length);
    for (nghttp2_nv& field : engine.fields) field.flags = NGHTTP2_NV_FLAG_NONE;  // copied
    nghttp2_submit_headers(engine.session, NGHTTP2_FLAG_NONE, number(stream), nullptr, engine.fields.data(),
                           engine.fields.size(), nullptr);
    engine.settle_memory();
}

void Session::resume(Stream& stream) {
    if (!engine_->serves(stream)) return;
    nghttp2_session_resume_data(engine_->session, number(stream));
    engine_->settle_memory();
}

void Session::consume(Stream& stream, std::size_t bytes) {
    if (!engine_->serves(stream) || bytes == 0) return;  // a closed one has given its window back
    stream.unconsumed_ -= bytes;
    nghttp2_session_consume(engine_->session, number(stream), bytes);
    engine_->settle_memory();
}

void Session::reset(Stream& stream, ErrorCode code) {
    if (!engine_->serves(stream)) return;
    nghttp2_submit_rst_stream(engine_->session, NGHTTP2_FLAG_NONE, number(stream), static_cast<std::uint32_t>(code));
    engine_->settle_memory();
}

void Session::probe() {
    if (engine_->session) nghttp2_submit_ping(engine_->session, NGHTTP2_FLAG_NONE, nullptr);
    engine_->settle_memory();
}

void Session::give_notice() {
    if (engine_->session) nghttp2_submit_shutdown_notice(engine_->session);
    engine_->settle_memory();
}

void Session::go_away() {
    nghttp2_session* const session = engine_->session;
    if (!session) return;
    nghttp2_submit_goaway(session, NGHTTP2_FLAG_NONE, nghttp2_session_get_last_proc_stream_id(session),
                          NGHTTP2_NO_ERROR, nullptr, 0);
    engine_->settle_memory();
}

void Session::terminate(ErrorCode code, std::string_view why) {
    engine_->terminate(code, why);
    engine_->settle_memory();
}

// nghttp2 ends a session by itself where the peer has broken the protocol.
bool Session::doomed() const { return engine_->doomed || !nghttp2_session_want_read(engine_->session); }
std::string_view Session::reason() const { return engine_->reason; }
bool Session::receives_head() const {
    return !engine_->greeted || engine_->in_headers || (engine_->of_head && engine_->watch.inside());
}
std::size_t Session::queued() const {
    return engine_->session ? nghttp2_session_get_outbound_queue_size(engine_->session) : 0;
}
std::int64_t Session::window(const Stream& stream) const {
    return engine_->session ? nghttp2_session_get_stream_remote_window_size(engine_->session, number(stream)) : 0;
}
std::int64_t Session::window() const {
    return engine_->session ? nghttp2_session_get_remote_window_size(engine_->session) : 0;
}

}  // namespace kaon::inline v0::http::h2
