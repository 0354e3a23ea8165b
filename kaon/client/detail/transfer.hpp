// Transfer: one exchange of libcurl's: its options, what its callbacks note, and the Tasks that wait for that.
//
//   Transfer transfer(engine, settings, outgoing);
//   co_await transfer.start();
//   co_await Transfer::Wait(transfer, Transfer::Until::head);
//   while (auto piece = co_await transfer.read()) ...
//
// At most about `high_water` bytes of content lie here: libcurl is paused until they have been read. Ending a Transfer
// that is not done closes its connection. Errors: ClientErrc. Threads: its engine's core.
#pragma once

#include <string>

#include "kaon/base/byte_buffer.hpp"
#include "kaon/client/client_options.hpp"
#include "kaon/client/detail/engine.hpp"
#include "kaon/client/detail/upload.hpp"
#include "kaon/client/error.hpp"

namespace kaon::inline v0::client::detail {

class Transfer final : Upload::Listener {
public:
    enum class Until : std::uint8_t { head, content };
    static constexpr std::size_t high_water = 256 * 1024;

    Transfer(Engine& engine, const ClientOptions& options, CURLSH* share, std::shared_ptr<Outgoing> out);
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer();

    Result<> start();

    class Wait final : public Operation<void> {
    public:
        Wait(Transfer& transfer, Until until) : transfer_(transfer), until_(until) {}

    private:
        friend Transfer;
        Begun start(Core&) override;
        void stop() override { transfer_.waiting_ = nullptr; }
        Transfer& transfer_;
        Until until_;
    };
    // The next piece, valid until the next call; nothing at the end.
    Task<std::optional<std::string_view>> read();

    // After Until::head.
    http::Status status() const { return static_cast<http::Status>(status_); }
    http::Version version() const { return version_; }
    http::Headers& headers() { return headers_; }

    // For the engine.
    CURL* easy() const { return easy_; }
    void ended(CURLcode result);
    void wake();
    void abandon();

private:
    friend Engine;
    struct FreeList {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };
    using List = std::unique_ptr<curl_slist, FreeList>;

    static std::size_t on_head(char* line, std::size_t, std::size_t size, void* self);
    static std::size_t on_content(char* bytes, std::size_t, std::size_t size, void* self);
    static std::size_t on_upload(char* room, std::size_t, std::size_t size, void* self);
    static int on_rewind(void* self, curl_off_t offset, int origin);
    static int on_resolve(void* resolver, void* unused, void* self);
    static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* address);
    static int on_close(void* meters, curl_socket_t fd);
    static int on_request(void* self, char* peer, char* local, int peer_port, int local_port);

    // What a callback does; `failed` where there is no memory for it: libcurl is C, and no exception may fly through.
    template <class R, class F>
    R guarded(R failed, F act);
    std::size_t take_content(std::string_view bytes);
    std::size_t give_content(char* room, std::size_t size);
    curl_socket_t open_socket(const curl_sockaddr& address);
    int may_send(const char* peer);
    void begin_connecting();
    // It is on a connection from here on, or on none any more.
    void placed(const char* peer);
    void gone();

    // Errors: none that is returned; `failure_`, std::bad_alloc.
    template <class V>
    void set(CURLoption option, V value);
    void set_method();
    void set_callbacks();
    void set_connection();
    void set_trust();
    void add_field(List& list, const std::string& line);
    bool head_line(std::string_view line);
    bool status_line(std::string_view line);
    bool head_fits(std::size_t size);
    bool is_length(std::string_view value) const;
    bool stop_with(ClientErrc code, std::string_view why);
    void upload_ready() override;
    bool is_ready(Until until) const;
    Error failure() const;
    Error error_of(CURLcode code) const;
    std::string about(std::string_view why) const;

    Engine* engine_;  // null: libcurl has no part in it any more
    const ClientOptions& options_;
    CURLSH* share_;
    std::shared_ptr<Outgoing> out_;
    CURL* easy_;
    List fields_;
    List addresses_;
    std::optional<Upload> upload_;
    Transfer* next_ = nullptr;  // of the engine
    Transfer* previous_ = nullptr;
    Transfer* next_marked_ = nullptr;

    int status_ = 0;
    http::Version version_ = http::Version::http_1_1;
    http::Headers headers_;
    std::uint32_t head_bytes_ = 0;
    bool head_done_ = false;
    bool added_ = false;  // libcurl has it
    bool marked_ = false;  // it is on the engine's list of those to wake
    bool refused_ = false;  // an address of the host was none to connect to
    bool receives_ = true;  // false: paused until content has been read
    bool sends_ = true;  // false: paused until there is more to send
    bool upload_broken_ = false;
    std::uint32_t requests_ = 0;  // how often libcurl has sent it, on one connection or another
    bool out_of_memory_ = false;
    enum class Stage : std::uint8_t { outside, waiting, in_use } stage_ = Stage::outside;
    std::optional<telemetry::Span> connecting_;
    bool done_ = false;
    CURLcode result_ = CURLE_OK;
    mutable std::optional<Error> failure_;  // why we ended it ourselves

    ByteBuffer content_;
    ByteBuffer piece_;  // what the reader has
    Wait* waiting_ = nullptr;
    char words_[CURL_ERROR_SIZE]{};
};

}  // namespace kaon::inline v0::client::detail
