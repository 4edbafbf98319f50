namespace Plimsoll.Oci.Registries.Auth;

/// <summary>What a repository is opened for.</summary>
public enum RepositoryAccess
{
    /// <summary>Mostly reading.</summary>
    Pull,

    /// <summary>Reading and writing.</summary>
    Push,
}
