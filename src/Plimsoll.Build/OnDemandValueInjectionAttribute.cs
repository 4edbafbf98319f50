namespace Plimsoll.Build;

/// <summary>Says the same as <see cref="OnDemandAttribute"/> for all values of a build, and has no effect either.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnDemandValueInjectionAttribute : Attribute;
