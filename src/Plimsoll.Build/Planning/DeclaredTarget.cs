using System.Reflection;

namespace Plimsoll.Build.Planning;

/// <summary>Reads a target as a class or component declares it, also where the build overrides it.</summary>
internal static class DeclaredTarget
{
    /// <summary>
    /// Reads it. Reflection calls the override, as every call does; the delegate of the declared method itself, made from its address, does
    /// what <c>base.Target</c> does, and does it for interfaces too.
    /// </summary>
    /// <exception cref="BuildException">There is no body (exit code 2).</exception>
    public static Target Read(PropertyInfo property, object build, string referrer)
    {
        var getter = property.GetMethod!;
        if (getter.IsAbstract)
            throw BuildException.Usage($"Target {referrer} takes over {TargetDiscovery.Describe(property)}, which has no body.");
        var read = Activator.CreateInstance(typeof(Func<>).MakeGenericType(property.PropertyType), build, getter.MethodHandle.GetFunctionPointer())!;
        return TargetDiscovery.ToTarget(((Func<Delegate>)read)())
            ?? throw BuildException.Usage($"Target {referrer} takes over {TargetDiscovery.Describe(property)}, which is null.");
    }
}
