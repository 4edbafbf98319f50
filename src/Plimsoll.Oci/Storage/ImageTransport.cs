namespace Plimsoll.Oci.Storage;

/// <summary>Where an image is: the transports of containers-transports(5), which skopeo, podman and buildah share, and files to assemble.</summary>
public enum ImageTransport
{
    /// <summary>A registry: <c>ghcr.io/acme/app:1.2.3</c>, or <c>docker://ghcr.io/acme/app:1.2.3</c>.</summary>
    Registry,

    /// <summary>An OCI layout directory: <c>oci:PATH[:TAG]</c>, or <c>oci:PATH@DIGEST</c>.</summary>
    OciLayout,

    /// <summary>
    /// A file: <c>oci-archive:FILE[:TAG]</c>, the tar of an OCI layout, or <c>docker-archive:FILE[:REFERENCE]</c>, what
    /// <c>docker save</c> writes. When an archive is read, its content decides which of the two it is.
    /// </summary>
    Archive,

    /// <summary>The Docker Engine: <c>docker-daemon:NAME[:TAG]</c>.</summary>
    DockerDaemon,

    /// <summary>One image in a directory, its blobs named by digest: <c>dir:PATH</c>.</summary>
    Directory,

    /// <summary>A directory of files to assemble an image from: <c>files:PATH</c>.</summary>
    Files,
}
