namespace Plimsoll.Build;

/// <summary>Demands the parameter for every run, whichever target is invoked.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute;
