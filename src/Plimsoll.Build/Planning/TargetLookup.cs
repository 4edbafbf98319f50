using System.Reflection;

namespace Plimsoll.Build.Planning;

/// <summary>Finds the target that a reference means.</summary>
/// <remarks>
/// A property returns a new delegate at each call, but always of the same method of the same build, so the delegates are equal. A body
/// that captures locals gets a new closure each time; there only the method is compared.
/// </remarks>
internal sealed class TargetLookup(IReadOnlyCollection<ExecutableTarget> targets)
{
    // Not by delegate: all delegates of one build have the same hash code.
    private readonly ILookup<MethodInfo, ExecutableTarget> _byMethod = targets.ToLookup(t => t.Factory.Method);

    /// <exception cref="BuildException">The reference leads outside of the build (exit code 2).</exception>
    public ExecutableTarget Find(Target? reference, ExecutableTarget referrer) => TryFind(reference) ?? throw BuildException.Usage(
        $"Target {referrer.Name} refers to something that is not a target of this build.",
        "Refer to a property of type Target. If a method creates several targets, store each in a property with an initialiser.");

    /// <summary>Finds the target, or <c>null</c> where the reference leads outside of the build.</summary>
    public ExecutableTarget? TryFind(Target? reference)
    {
        if (reference is null)
            return null;
        var same = _byMethod[reference.Method].ToList();
        return same.Find(t => t.Factory.Equals(reference)) ?? (same is [var only] ? only : null);
    }
}
