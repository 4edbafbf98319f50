namespace Plimsoll.Build;

/// <summary>Documents that the parameter may be left unset, which is the default.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class OptionalAttribute : Attribute;
