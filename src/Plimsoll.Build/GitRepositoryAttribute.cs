using System.Reflection;

namespace Plimsoll.Build;

/// <summary>
/// Gives a member of type <see cref="GitRepository"/> the repository of the build. It is read when it is first used; without one the member
/// is <c>null</c>, with a warning.
/// </summary>
public sealed class GitRepositoryAttribute : ValueInjectionAttributeBase
{
    /// <inheritdoc/>
    public override object GetValue(MemberInfo member, object instance) => GitRepository.FromLocalDirectory(Build.RootDirectory);
}
