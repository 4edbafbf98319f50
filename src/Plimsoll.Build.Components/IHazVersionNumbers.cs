namespace Plimsoll.Build.Components;

/// <summary>A build with a version, which <see cref="ICompile"/> and <see cref="IPack"/> pass on.</summary>
public interface IHazVersionNumbers : IPlimsollBuild
{
    /// <summary>The version.</summary>
    VersionNumbers VersionNumbers { get; }
}
