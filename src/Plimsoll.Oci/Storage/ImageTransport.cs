namespace Plimsoll.Oci.Storage;

/// <summary>Where an image is: the transports that Plimsoll names images by.</summary>
public enum ImageTransport
{
    /// <summary>A registry: <c>ghcr.io/acme/app:1.2.3</c>.</summary>
    Registry,

    /// <summary>An OCI layout directory: <c>oci:PATH[:TAG]</c>, or <c>oci:PATH@DIGEST</c>.</summary>
    OciLayout,

    /// <summary>
    /// A file: <c>oci-archive:FILE[:TAG]</c>, the tar of an OCI layout, or <c>docker-archive:FILE[:TAG]</c>, what
    /// <c>docker save</c> writes. Which of the two it is tells its content.
    /// </summary>
    Archive,

    /// <summary>The Docker Engine: <c>docker://NAME</c>.</summary>
    DockerDaemon,

    /// <summary>A directory of files to assemble: <c>dir:PATH</c>.</summary>
    Files,
}
