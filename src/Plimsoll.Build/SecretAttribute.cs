namespace Plimsoll.Build;

/// <summary>Masks the parameter's value in everything the build prints, and makes the build server mask it as well.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
