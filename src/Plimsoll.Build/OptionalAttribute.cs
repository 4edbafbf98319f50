namespace Plimsoll.Build;

/// <summary>Says that the parameter may stay unset. It is the default; the attribute documents it.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class OptionalAttribute : Attribute;
