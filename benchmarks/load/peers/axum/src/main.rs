// The routes on Axum. Usage: axum_peer PORT CORES FOLDER [CERTIFICATE KEY]
use axum::{
    body::Bytes,
    extract::{ws::WebSocket, Path, WebSocketUpgrade},
    response::Response,
    routing::{get, post},
    Json, Router,
};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

#[derive(Serialize)]
struct Greeting {
    message: &'static str,
}
#[derive(Serialize)]
struct User {
    id: u64,
    name: &'static str,
}
#[derive(Deserialize)]
struct Item {
    #[allow(dead_code)]
    sku: String,
    quantity: u64,
    price: u64,
}
#[derive(Deserialize)]
struct Order {
    #[allow(dead_code)]
    customer: String,
    #[allow(dead_code)]
    note: String,
    items: Vec<Item>,
}
#[derive(Serialize)]
struct Total {
    items: usize,
    total: u64,
}

async fn plaintext() -> &'static str {
    "Hello, World!"
}
async fn greeting() -> Json<Greeting> {
    Json(Greeting { message: "Hello, World!" })
}
async fn show_user(Path(id): Path<u64>) -> Json<User> {
    Json(User { id, name: "Ada Lovelace" })
}
async fn take_order(Json(order): Json<Order>) -> Json<Total> {
    let total = order.items.iter().map(|item| item.quantity * item.price).sum();
    Json(Total { items: order.items.len(), total })
}
async fn echo(body: Bytes) -> Bytes {
    body
}
async fn upgrade(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(echo_messages)
}
async fn echo_messages(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if socket.send(message).await.is_err() {
            return;
        }
    }
}

async fn serve(address: SocketAddr, routes: Router, tls: Option<(String, String)>) {
    let Some((certificate, key)) = tls else {
        let listener = tokio::net::TcpListener::bind(address).await.unwrap();
        axum::serve(axum::serve::ListenerExt::tap_io(listener, |stream| stream.set_nodelay(true).unwrap()), routes)
            .await
            .unwrap();
        return;
    };
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let config = axum_server::tls_rustls::RustlsConfig::from_pem_file(certificate, key).await.unwrap();
    axum_server::bind_rustls(address, config).serve(routes.into_make_service()).await.unwrap();
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let address = SocketAddr::from(([127, 0, 0, 1], arguments[1].parse().unwrap()));
    let cores: usize = arguments[2].parse().unwrap();
    let routes = Router::new()
        .route("/plaintext", get(plaintext))
        .route("/json", get(greeting))
        .route("/users/{id}", get(show_user))
        .route("/orders", post(take_order))
        .route("/echo", post(echo))
        .route("/ws", get(upgrade))
        .nest_service("/static", tower_http::services::ServeDir::new(&arguments[3]));
    let tls = arguments.get(4).map(|certificate| (certificate.clone(), arguments[5].clone()));
    // With one core the runtime that needs no synchronisation is the fastest.
    let runtime = if cores == 1 {
        tokio::runtime::Builder::new_current_thread().enable_all().build()
    } else {
        tokio::runtime::Builder::new_multi_thread().worker_threads(cores).enable_all().build()
    };
    runtime.unwrap().block_on(serve(address, routes, tls));
}
