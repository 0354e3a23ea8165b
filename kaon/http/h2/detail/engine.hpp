// Engine: the nghttp2 session of a Session with what its callbacks need; the one header that knows nghttp2.
//
//   Engine engine(limits, host);
//   nghttp2_session_mem_recv(engine.session, ...);
//
// Callbacks note and count; they neither call the application nor send. Without memory the session is deleted, between
// two calls, and `session` is null from then on. Threads: one core's own.
#pragma once

#include <new>
#include <vector>

#include <nghttp2/nghttp2.h>

#include "kaon/http/h2/budget.hpp"
#include "kaon/http/h2/detail/memory.hpp"
#include "kaon/http/h2/detail/stream_ids.hpp"
#include "kaon/http/h2/frame_watch.hpp"
#include "kaon/http/h2/priority.hpp"
#include "kaon/http/h2/session.hpp"

namespace kaon::inline v0::http::h2 {

struct Engine {
    // Errors: std::bad_alloc.
    Engine(const Limits& given, Host& opener);
    ~Engine();

    // Receiving (engine_receive.cpp).
    void judge(const FrameHead& frame);
    void judge_stream(const FrameHead& frame);
    void judge_priority(const FrameHead& frame, std::string_view payload);
    void update_priority(std::uint32_t stream, Priority priority);
    void apply_early_priority(std::uint32_t stream);
    static int begin_headers(nghttp2_session*, const nghttp2_frame* frame, void* self);
    static int header(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t name_size,
                      const std::uint8_t* value, std::size_t value_size, std::uint8_t flags, void* self);
    static int invalid_header(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name,
                              std::size_t name_size, const std::uint8_t* value, std::size_t value_size,
                              std::uint8_t flags, void* self);
    static int content(nghttp2_session*, std::uint8_t flags, std::int32_t id, const std::uint8_t* bytes,
                       std::size_t size, void* self);
    static int frame_received(nghttp2_session*, const nghttp2_frame* frame, void* self);
    int headers_received(Stream& stream, const nghttp2_frame& frame);
    int finish_trailers(Stream& stream);
    void open_stream(std::int32_t id);
    // The cost of one frame; the connection ends when it is too much.
    void charge(Budget& budget, std::string_view reason);
    void charge_content(const nghttp2_data& frame);
    void note_widest_window();
    void settings_received(const nghttp2_settings& frame);

    // Sending (engine_send.cpp).
    static ssize_t content_ready(nghttp2_session*, std::int32_t id, std::uint8_t* buffer, std::size_t most,
                                 std::uint32_t* flags, nghttp2_data_source* source, void* self);
    static int send_content(nghttp2_session*, nghttp2_frame* frame, const std::uint8_t* head, std::size_t size,
                            nghttp2_data_source* source, void* self);
    static int frame_sent(nghttp2_session*, const nghttp2_frame* frame, void* self);
    static int stream_closed(nghttp2_session*, std::int32_t id, std::uint32_t code, void* self);
    void submit_trailers(Stream& stream, const Headers& trailers);
    // One field for HPACK, borrowed where the name is in lower case already.
    void add_field(std::string_view name, std::string_view value);
    void add_fields(const Headers& headers, std::string_view& length);

    Stream* find(std::int32_t id) const {
        return static_cast<Stream*>(nghttp2_session_get_stream_user_data(session, id));
    }
    void tell(Stream& stream);
    void terminate(ErrorCode code, std::string_view why);
    // To `out`. Without memory for it the session ends.
    void append_frame(std::string_view bytes);
    // After each call of nghttp2: ends a session that ran out of memory meanwhile.
    void settle_memory();
    // Still to be written to.
    bool serves(const Stream& stream) const;

    const Limits& limits;
    Host& host;
    SessionMemory memory;
    nghttp2_session* session = nullptr;
    ByteBuffer* out = nullptr;  // of the write() that is running
    Instant now;                // of the receive() that is running
    FrameWatch watch;
    StreamIds ids;
    Budget resets;
    Budget control;
    Budget small_frames;
    std::vector<nghttp2_nv> fields;
    // Of streams that are not there yet; the oldest gives way.
    struct EarlyPriority {
        std::uint32_t stream = 0;  // 0: none
        Priority priority;
    };
    EarlyPriority early_priorities[16];
    std::uint32_t next_early_priority = 0;
    Stream* first_open = nullptr;
    std::int64_t peer_window = NGHTTP2_INITIAL_WINDOW_SIZE;  // of a new stream of ours, as the peer wants it
    std::int64_t widest_window = 0;  // of those that are open, at the begin of the SETTINGS that are coming
    Stream* first_news = nullptr;
    Stream** last_news = &first_news;
    std::string_view reason;
    std::uint32_t continuations = 0;  // of the header block that comes
    bool doomed = false;
    bool farewell_due = false;  // of a session that ran out of memory: its GOAWAY
    bool narrow = false;        // the frame of content that is being made fills what the peer has left of its window
    bool in_headers = false;    // another CONTINUATION must follow
    bool of_head = false;       // the frame that came last is a part of a header block
    bool greeted = false;       // the peer's first SETTINGS have come
};

// A callback as nghttp2 may call it: no exception passes through C, and nothing more is done once memory ran short.
// The engine is each callback's last argument.
template <auto callback>
struct Guarded;
template <class R, class... A, R (*callback)(A...)>
struct Guarded<callback> {
    static R call(A... arguments) noexcept {
        SessionMemory& memory = static_cast<Engine*>(arguments...[sizeof...(A) - 1])->memory;
        if (memory.ran_short()) return NGHTTP2_ERR_CALLBACK_FAILURE;
        try {
            return callback(arguments...);
        } catch (const std::bad_alloc&) {
            memory.note_short();
            return NGHTTP2_ERR_CALLBACK_FAILURE;
        }
    }
};

}  // namespace kaon::inline v0::http::h2
