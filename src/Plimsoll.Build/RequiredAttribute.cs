namespace Plimsoll.Build;

/// <summary>Requires a value for the parameter in every run, whichever target is invoked.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute;
