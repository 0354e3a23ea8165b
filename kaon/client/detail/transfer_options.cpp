// What libcurl is told of a transfer. Redirects, repeats, credentials, decoding and most timeouts are not its business.
#include <new>

#include "kaon/client/detail/transfer.hpp"

namespace kaon::inline v0::client::detail {

namespace {

// Contents above this size ask first (RFC 9110, section 10.1.1); what is smaller, or begins before its size is known,
// is sent at once: a server that does not know the question costs a second.
constexpr std::uint64_t asks_first_above = 1024 * 1024;

const char* method_word(http::Method method) { return http::text(method).data(); }  // a literal, so it ends with zero

}  // namespace

// One that is not taken, mostly for want of memory, would leave a request without its secret, its proxy or its trust.
template <class V>
void Transfer::set(CURLoption option, V value) {
    const CURLcode code = curl_easy_setopt(easy_, option, value);
    if (code == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
    if (code != CURLE_OK) failure_ = Error(Errc::internal).with_detail(about(curl_easy_strerror(code)));
}

void Transfer::set_method() {
    const http::Method method = out_->method;
    const std::optional<std::uint64_t> size = upload_ ? upload_->size() : std::nullopt;
    if (upload_) {
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_INFILESIZE_LARGE, size ? static_cast<curl_off_t>(*size) : curl_off_t(-1));
        set(CURLOPT_CUSTOMREQUEST, method_word(method));
    } else if (method == http::Method::head) {
        set(CURLOPT_NOBODY, 1L);
    } else {
        set(CURLOPT_HTTPGET, 1L);
        if (method != http::Method::get) set(CURLOPT_CUSTOMREQUEST, method_word(method));
        // RFC 9110, section 8.6: where content is usual, its absence is said.
        if (method == http::Method::post || method == http::Method::put || method == http::Method::patch)
            add_field(fields_, "content-length: 0");
    }
    for (const auto& [name, value] : out_->headers) {
        // Libcurl's spelling of a field without value.
        add_field(fields_, std::string(name) + (value.empty() ? ";" : ": " + std::string(value)));
    }
    if (upload_ && size.value_or(0) <= asks_first_above) add_field(fields_, "expect:");
    set(CURLOPT_HTTPHEADER, fields_.get());
}

void Transfer::set_callbacks() {
    set(CURLOPT_PRIVATE, this);
    set(CURLOPT_ERRORBUFFER, words_);
    set(CURLOPT_HEADERFUNCTION, &on_head);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &on_content);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_OPENSOCKETFUNCTION, &on_open);
    set(CURLOPT_OPENSOCKETDATA, this);
    set(CURLOPT_RESOLVER_START_FUNCTION, &on_resolve);
    set(CURLOPT_RESOLVER_START_DATA, this);
    // Called when this transfer has ended, too.
    set(CURLOPT_CLOSESOCKETFUNCTION, &on_close);
    set(CURLOPT_CLOSESOCKETDATA, &engine_->meters());
    set(CURLOPT_PREREQFUNCTION, &on_request);
    set(CURLOPT_PREREQDATA, this);
    if (!upload_) return;
    set(CURLOPT_READFUNCTION, &on_upload);
    set(CURLOPT_READDATA, this);
    set(CURLOPT_SEEKFUNCTION, &on_rewind);
    set(CURLOPT_SEEKDATA, this);
}

void Transfer::set_connection() {
    set(CURLOPT_URL, out_->url.text().c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_NOSIGNAL, 1L);
    // A resolver that still runs when the transfer ends is left to end by itself: joining it would hold the core.
    set(CURLOPT_QUICK_EXIT, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.whole_milliseconds()));
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
    // Where HTTP/2 cannot come about, nobody waits for the first answer to learn whether a connection can be shared.
    const bool agrees = options_.protocol == Protocol::negotiated && out_->url.scheme == "https";
    long version = agrees ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1;
    if (options_.protocol == Protocol::http_2_at_once) version = CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE;
    set(CURLOPT_HTTP_VERSION, version);
    set(CURLOPT_PIPEWAIT, version == CURL_HTTP_VERSION_1_1 ? 0L : 1L);
    for (const HostAddress& entry : options_.addresses) add_field(addresses_, entry.host + "::" + entry.address);
    set(CURLOPT_CONNECT_TO, addresses_.get());
    // An empty text is "none, whatever the environment says".
    const bool is_own = !options_.proxy_url.empty();
    if (options_.reach == Reach::public_only) set(CURLOPT_PROXY, "");
    else if (is_own) set(CURLOPT_PROXY, options_.proxy_url.c_str());
    else if (options_.proxy == Proxy::none) set(CURLOPT_PROXY, "");
    if (!share_) return;
    set(CURLOPT_SHARE, share_);
    set(CURLOPT_COOKIEFILE, "");  // no file, but cookies
}

void Transfer::set_trust() {
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    // The system's folder of authorities stays, so that this one comes on top.
    if (!options_.ca_file.empty()) {
        set(CURLOPT_CAINFO, options_.ca_file.c_str());
        set(CURLOPT_PROXY_CAINFO, options_.ca_file.c_str());
    }
    if (options_.certificate_file.empty()) return;
    set(CURLOPT_SSLCERT, options_.certificate_file.c_str());
    const std::string& key = options_.key_file.empty() ? options_.certificate_file : options_.key_file;
    set(CURLOPT_SSLKEY, key.c_str());
}

void Transfer::add_field(List& list, const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (!longer) throw std::bad_alloc();
    [[maybe_unused]] curl_slist* same = list.release();
    list.reset(longer);
}

}  // namespace kaon::inline v0::client::detail
