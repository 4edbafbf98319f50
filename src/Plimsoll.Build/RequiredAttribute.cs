namespace Plimsoll.Build;

/// <summary>
/// Requires a value for the parameter in every run, whichever target is invoked: one that is given, or an initial one. Blank text and an
/// empty list are none, nor is a number's initial zero. At a terminal the build asks for it.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute;
