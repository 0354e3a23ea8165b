// One store of authorities for all clients, as long as its file is the same.
#include "kaon/runtime/detail/system_authorities.hpp"

#include <cstdlib>
#include <mutex>

#include <sys/stat.h>

namespace kaon::inline v0::runtime::detail {

namespace {

using OwnedStore = Owned<X509_STORE, X509_STORE_free>;

// Tells one state of a file or folder from another.
struct Stamp {
    std::string path;
    ino_t number = 0;
    off_t size = 0;
    std::int64_t changed = 0;  // nanoseconds

    bool operator==(const Stamp&) const = default;
};

Stamp stamp_of(const char* variable, const char* otherwise) {
    const char* named = std::getenv(variable);
    Stamp stamp{.path = named ? named : otherwise};
    struct stat found;
    if (::stat(stamp.path.c_str(), &found) != 0) return stamp;
    stamp.number = found.st_ino;
    stamp.size = found.st_size;
    stamp.changed = std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec;
    return stamp;
}

struct Stamps {
    Stamp file = stamp_of(X509_get_default_cert_file_env(), X509_get_default_cert_file());
    Stamp folder = stamp_of(X509_get_default_cert_dir_env(), X509_get_default_cert_dir());

    bool operator==(const Stamps&) const = default;
};

// Null: no memory.
OwnedStore fresh_store() {
    OwnedStore store(X509_STORE_new());
    if (store && X509_STORE_set_default_paths(store.get()) != 1) store.reset();
    ERR_clear_error();  // a file that is not there
    return store;
}

OwnedStore shared_store() {
    static std::mutex mutex;
    static OwnedStore store;
    static Stamps read_as;
    const std::lock_guard lock(mutex);
    if (Stamps now; !store || now != read_as) {
        store = fresh_store();
        read_as = std::move(now);
    }
    if (store) X509_STORE_up_ref(store.get());
    return OwnedStore(store.get());
}

void free_all(STACK_OF(X509) * certificates) { sk_X509_pop_free(certificates, X509_free); }

// Certificates are counted, not copied; those of the folder are found by name when they are asked for.
bool copy(X509_STORE* from, X509_STORE* to) {
    const Owned<STACK_OF(X509), free_all> all(X509_STORE_get1_all_certs(from));
    if (!all) return false;
    for (int i = 0; i < sk_X509_num(all.get()); ++i) {
        if (X509_STORE_add_cert(to, sk_X509_value(all.get(), i)) != 1) return false;
    }
    X509_LOOKUP* folder = X509_STORE_add_lookup(to, X509_LOOKUP_hash_dir());
    return folder && X509_LOOKUP_add_dir(folder, nullptr, X509_FILETYPE_DEFAULT) == 1;
}

}  // namespace

Result<> trust_the_systems(SSL_CTX* context, Store store) {
    OwnedStore shared = shared_store();
    if (!shared) return openssl_error("no store for authorities");
    if (store == Store::own && !copy(shared.get(), SSL_CTX_get_cert_store(context)))
        return openssl_error("the system's authorities cannot be used");
    if (store == Store::shared) SSL_CTX_set_cert_store(context, shared.release());
    return {};
}

}  // namespace kaon::inline v0::runtime::detail
