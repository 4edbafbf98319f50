namespace Plimsoll.Build;

/// <summary>
/// Says that a value is only made where a target needs it. It has no effect, because that is so for all values: a <see cref="Solution"/> is
/// read when it is first used.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class OnDemandAttribute : Attribute;
