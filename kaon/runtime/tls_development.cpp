// One file that holds certificate and key, so that both are replaced at once; the folder's lock orders programs.
#include "kaon/runtime/tls_development.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <openssl/x509v3.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kaon/base/ascii.hpp"
#include "kaon/base/fd.hpp"
#include "kaon/runtime/detail/tls_context.hpp"

namespace kaon::inline v0::runtime {

namespace {

constexpr const char* file_name = "localhost.pem";
constexpr Duration lifetime = 24h * 365;
constexpr std::time_t renewed_before_seconds = 30 * 24 * 3600;
constexpr std::size_t largest_file = 64 * 1024;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

// https://specifications.freedesktop.org/basedir-spec/latest/: a relative path is none. Empty: there is no place.
std::string state_folder() {
    if (const std::string state = variable("XDG_STATE_HOME"); state.starts_with('/')) return state + "/kaon";
    std::string home = variable("HOME");
    if (!home.starts_with('/')) {
        passwd entry{};
        passwd* found = nullptr;
        char text[4096];
        if (::getpwuid_r(::getuid(), &entry, text, sizeof text, &found) == 0 && found) home = entry.pw_dir;
    }
    return home.starts_with('/') ? home + "/.local/state/kaon" : "";
}

Error failed(const std::string& what) { return Error(Errc::unavailable, what + ": " + std::strerror(errno)); }

Result<Fd> open_folder(const std::string& path) {
    if (path.empty()) return Error(Errc::unavailable, "neither XDG_STATE_HOME nor HOME names a folder");
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        ::mkdir(path.substr(0, end).c_str(), 0700);  // whether it is there is seen below
        if (end == path.npos) break;
    }
    Fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder || ::flock(folder.number(), LOCK_EX) != 0) return failed(path);
    return folder;
}

// Nothing when there is none that can be trusted: one whose key others could have read is not used again.
std::string kept_text(const Fd& folder) {
    const Fd file(::openat(folder.number(), file_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat facts{};
    if (!file || ::fstat(file.number(), &facts) != 0 || !S_ISREG(facts.st_mode)) return {};
    if (facts.st_uid != ::geteuid() || (facts.st_mode & 077) != 0) return {};
    std::string text(largest_file, '\0');
    const ssize_t size = ::read(file.number(), text.data(), text.size());
    text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return text;
}

bool is_for(X509* leaf, const std::string& name) {
    return X509_check_ip_asc(leaf, name.c_str(), 0) == 1 ||
           X509_check_host(leaf, name.data(), name.size(), 0, nullptr) == 1;
}

bool is_good(const TlsCertificate& certificate, const std::vector<std::string>& names) {
    const Result<detail::LoadedCertificate> loaded = detail::read_certificate(certificate);
    if (!loaded) return false;
    std::time_t soon = std::time(nullptr) + renewed_before_seconds;
    if (X509_cmp_time(X509_get0_notAfter(loaded->leaf.get()), &soon) <= 0) return false;
    return std::all_of(names.begin(), names.end(),
                       [&](const std::string& name) { return is_for(loaded->leaf.get(), name); });
}

Result<> keep(const Fd& folder, const std::string& text) {
    const std::string fresh = std::string(file_name) + "." + std::to_string(::getpid());
    ::unlinkat(folder.number(), fresh.c_str(), 0);  // of a process with this number that was killed
    const Fd file(::openat(folder.number(), fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file) return failed(fresh);
    if (::write(file.number(), text.data(), text.size()) != std::ssize(text) || ::fsync(file.number()) != 0 ||
        ::renameat(folder.number(), fresh.c_str(), folder.number(), file_name) != 0) {
        Error error = failed(fresh);
        ::unlinkat(folder.number(), fresh.c_str(), 0);
        return error;
    }
    return {};
}

std::string fingerprint_of(const TlsCertificate& certificate) {
    const Result<detail::LoadedCertificate> loaded = detail::read_certificate(certificate);
    if (!loaded) return {};
    std::string text;
    for (const char digit : detail::facts_of(loaded->leaf.get()).fingerprint) {
        if (text.size() % 3 == 2) text += ':';
        text += ascii::upper(digit);
    }
    return text;
}

}  // namespace

Result<DevelopmentCertificate> development_certificate(const DevelopmentCertificateOptions& options) {
    const std::string path = options.folder.empty() ? state_folder() : options.folder;
    const Result<Fd> folder = open_folder(path);
    DevelopmentCertificate own;
    if (folder) own.certificate.chain = kept_text(*folder);
    if (!is_good(own.certificate, options.names)) {
        Result<TlsCertificate> made = make_certificate({.names = options.names, .ends = lifetime});
        if (!made) return std::move(made).error();
        own.certificate.chain = made->chain + made->key;
        const Result<> kept = folder ? keep(*folder, own.certificate.chain) : Result<>(folder.error().copy());
        if (!kept) own.unkept = kept.error().text();
    }
    if (own.unkept.empty()) own.file = path + "/" + file_name;
    own.fingerprint = fingerprint_of(own.certificate);
    return own;
}

}  // namespace kaon::inline v0::runtime
