namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>Gives a variable's value, <c>null</c> where it is not set, and <see cref="ImageUse.Unknown"/> as text where it is set to something unknown.</summary>
internal delegate string? VariableLookup(string name);
