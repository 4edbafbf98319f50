namespace Plimsoll.Build.Components;

/// <summary>A build that makes files to keep.</summary>
public interface IHazArtifacts : IPlimsollBuild
{
    /// <summary>Where they go; the default is <c>artifacts</c> in the root.</summary>
    AbsolutePath ArtifactsDirectory => RootDirectory / "artifacts";
}
