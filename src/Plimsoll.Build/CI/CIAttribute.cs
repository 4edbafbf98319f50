namespace Plimsoll.Build.CI;

/// <summary>
/// Sets a field or property to the host of the running build, where that is of its type: <c>[CI] readonly GitHubActions? GitHubActions;</c>.
/// Elsewhere it stays <c>null</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class CIAttribute : Attribute;
