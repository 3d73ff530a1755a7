/**
 * The rate of each user's link, C_k of equation (2), and what it follows from: sites on a hexagonal
 * grid, propagation of 3GPP TR 38.901, Rayleigh fading, a scheduler.
 *
 * <p>A scenario states a {@link io.nearfar.model.radio.RadioSpec}; a {@link
 * io.nearfar.model.radio.Cell} makes a {@link io.nearfar.model.radio.CellSnapshot} of it for each
 * epoch; the delay model is given the {@link io.nearfar.model.radio.UserRates} of the moment. How
 * ambiguities are settled:
 *
 * <ul>
 *   <li>Interference is what the other sites, all of them transmitting on every block, deliver to
 *       this user.
 *   <li>Shadowing without line of sight has 6 dB (UMa) or 7.82 dB (UMi), with it 4 dB.
 *   <li>Line of sight and shadowing are fields over the plane, one set for each site: users near
 *       each other see nearly the same, and so does a user that walks. Links with and without line
 *       of sight have separate fields; sites are independent.
 *   <li>Fading is independent for each user, site and block and stays the same for the coherence
 *       time.
 *   <li>Distances between the sites' cells wrap around nowhere: the users are in the middle cell.
 * </ul>
 *
 * <p>Random streams: {@code cell-place} (user), {@code cell-sight-real}, {@code
 * cell-sight-imaginary}, {@code cell-los-shadow}, {@code cell-nlos-shadow} (site), {@code
 * cell-fading-USER-SITE} (epoch).
 */
package io.nearfar.model.radio;
