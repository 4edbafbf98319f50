using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>
/// Gives the values that a variable may have, more than one where a condition decides; none where it is known to be
/// empty, and <c>null</c> where it is unknown.
/// </summary>
internal delegate IReadOnlyList<LocatedScalar>? ScalarLookup(string name);
