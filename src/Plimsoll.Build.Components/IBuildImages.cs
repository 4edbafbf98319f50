using Plimsoll.Publishing.Builds;

namespace Plimsoll.Build.Components;

/// <summary>
/// Says how the image that <see cref="IPublishImages"/> publishes is built: a Dockerfile, a .NET project or plain files.
/// It is built as it is published, because its labels come from the tags of the commit:
/// </summary>
/// <example>
/// <code>
/// class Build : PlimsollBuild, IPublishImages
/// {
///     BuildRecipe? IBuildImages.ImageBuild =&gt; BuildRecipe.ForProject(RootDirectory / "src" / "App");
/// }
/// </code>
/// </example>
public interface IBuildImages : IPlimsollComponent
{
    /// <summary>How the image is built; <c>null</c> (default) for <c>build:</c> of <c>plimsoll.yml</c>, or where <see cref="IPublishImages.ImageSource"/> is there already.</summary>
    BuildRecipe? ImageBuild => null;
}
