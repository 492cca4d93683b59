//! The exact probability that one alternative beats another when nothing is known about the weights.
//!
//! Weights uniform on the simplex; the set where `sum_k w_k d_k < 0` is the part of a simplex on one side of a
//! plane. Its volume follows from a recursion without cancellation: G. Varsi, "The multidimensional content of
//! the frustum of the simplex", Pacific J. Math. 46 (1973); M. M. Ali, Pacific J. Math. 48 (1973). Cut the edge from a
//! vertex with `x < 0` to one with `y >= 0` where the sum is zero: the simplex falls into two, one without the
//! first vertex (a share `y / (y - x)` of it), one without the second, and a vertex at zero plays no part.

use super::model::Model;

/// The probability that `left` scores strictly more than `right` over all weights. Equal rows: zero.
pub fn win_probability(model: &Model, left: usize, right: usize) -> f64 {
    let (p, q) = (model.performance(left), model.performance(right));
    let difference: Vec<f64> = p.iter().zip(q).map(|(x, y)| y - x).collect();
    below_zero(&difference)
}

/// The share of the simplex on which `sum_k w_k d_k < 0`.
pub fn below_zero(difference: &[f64]) -> f64 {
    let (below, above): (Vec<f64>, Vec<f64>) = difference.iter().partition(|&&d| d < 0.0);
    if below.is_empty() {
        return 0.0;
    }
    if above.is_empty() {
        return 1.0;
    }
    let mut volume = vec![1.0; below.len() + 1];
    volume[0] = 0.0;
    for y in above {
        for (j, x) in below.iter().enumerate() {
            volume[j + 1] = (y * volume[j] - x * volume[j + 1]) / (y - x);
        }
    }
    volume[below.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-12, "{value} is not {expected}");
    }

    #[test]
    fn a_segment_and_a_triangle_by_hand() {
        near(below_zero(&[-3.0, 1.0]), 0.75);
        // Triangle cut by the line from one vertex to the middle of the opposite side.
        near(below_zero(&[-1.0, 1.0, 0.0]), 0.5);
        // One vertex below: the small triangle has sides 1/2 and 1/3 of those that meet there.
        near(below_zero(&[-1.0, 1.0, 2.0]), 1.0 / 6.0);
        near(below_zero(&[1.0, -1.0, -2.0]), 5.0 / 6.0);
    }

    #[test]
    fn the_ends() {
        near(below_zero(&[-1.0, -2.0]), 1.0);
        near(below_zero(&[1.0, 0.0]), 0.0);
        near(below_zero(&[0.0, 0.0]), 0.0);
        near(below_zero(&[-1.0, 0.0]), 1.0);
        near(below_zero(&[]), 0.0);
    }

    #[test]
    fn both_ways_sum_to_one_also_where_differences_repeat() {
        let d = [0.3, -0.3, 0.3, -0.1, 0.2, -0.3, 0.0, 0.05];
        let turned: Vec<f64> = d.iter().map(|x| -x).collect();
        near(below_zero(&d) + below_zero(&turned), 1.0);
    }
}
