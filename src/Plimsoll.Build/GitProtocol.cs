namespace Plimsoll.Build;

/// <summary>How a remote repository is reached.</summary>
public enum GitProtocol
{
    /// <summary>By HTTPS, or HTTP.</summary>
    Https,

    /// <summary>By SSH.</summary>
    Ssh,
}
