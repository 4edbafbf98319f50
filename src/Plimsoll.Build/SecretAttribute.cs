namespace Plimsoll.Build;

/// <summary>
/// Masks the parameter's value in everything the build prints, and makes the build server mask it as well. It is read from its plain
/// variable too, <c>NUGET_API_KEY</c> for <c>NuGetApiKey</c>, and may be in a parameter file encrypted by <c>--secrets</c> or by NUKE.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
