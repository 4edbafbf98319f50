namespace Plimsoll.Build;

/// <summary>
/// A step of the build. Declared as a property, so that the compiler checks every reference to it:
/// <c>Target Compile =&gt; _ =&gt; _.DependsOn(Restore).Executes(…);</c>
/// </summary>
/// <param name="_">The definition to extend.</param>
/// <returns>The same definition.</returns>
public delegate ITargetDefinition Target(ITargetDefinition _);
