package model

import (
	"cartwright/internal/catalog"
	"cartwright/internal/upload"
)

// NewStagedTargets shows where files are sent to. Addresses of the server stand without its host.
func NewStagedTargets(targets []upload.Target, v *View) []StagedMediaUploadTarget {
	out := make([]StagedMediaUploadTarget, len(targets))
	for i, t := range targets {
		out[i] = StagedMediaUploadTarget{URL: t.URL, ResourceURL: v.Origin + t.Resource, Parameters: []StagedUploadParameter{}}
		if t.URL[0] == '/' {
			out[i].URL = v.Origin + t.URL
		}
	}
	return out
}

// NewFiles shows media records.
func NewFiles(rows []catalog.Media, v *View) []Media {
	out := make([]Media, len(rows))
	for i, m := range rows {
		out[i] = NewMedia(m, v)
	}
	return out
}

// MediaNumber is the number of a media by its global id, whatever kind it says; 0 where it is none.
func MediaNumber(gid string) catalog.MediaID {
	kind, id, ok := ParseGID(gid)
	switch kind {
	case "MediaImage", "Video", "ExternalVideo", "Model3d":
		if ok {
			return catalog.MediaID(id)
		}
	}
	return 0
}

// FilePayload is what became of a mutation of files; all of them are parts of this shape.
type FilePayload struct {
	DeletedFileIDs []string
	Files          []Media
	StagedTargets  []StagedMediaUploadTarget
	UserErrors     []StaffUserError
}

// The payloads of files.
type (
	FileCreatePayload          = FilePayload
	FileDeletePayload          = FilePayload
	FileUpdatePayload          = FilePayload
	StagedUploadsCreatePayload = FilePayload
)
