namespace Plimsoll.Build;

/// <summary>Masks the parameter's value in everything the build prints, and tells a CI host to mask it as well.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
