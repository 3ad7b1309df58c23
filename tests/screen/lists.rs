//! tmp
use crate::pages::*;
use dmp::face::screen::KeyCode;
#[test]
fn tmp_speed() {
    for (w, h) in [(80, 24), (20, 6)] {
        let mut driver = screen(w, h);
        let page = everything();
        driver.show(&page);
        let t = std::time::Instant::now();
        for _ in 0..100 {
            driver.press(&page, KeyCode::Down);
        }
        println!("{w} {:?}", t.elapsed() / 100);
    }
}
