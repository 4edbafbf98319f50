using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Bazel;

/// <summary>A call of a rule with its arguments that are plain strings, by name.</summary>
/// <param name="Name">The rule, with the object before it: <c>oci.pull</c>.</param>
/// <param name="Arguments">The strings; <c>null</c> where the value is something else.</param>
internal sealed record BazelCall(string Name, IReadOnlyDictionary<string, SourceScalar?> Arguments);
